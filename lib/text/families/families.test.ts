import { FAMILIES } from "@/test/text/family-list";
import { familyCase } from "./family.case";

for (const family of FAMILIES) familyCase(family);
