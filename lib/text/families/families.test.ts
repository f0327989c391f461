import { FAMILY_FACTS } from "@/test/text/family-list";
import { familyCase } from "./family.case";

for (const family of FAMILY_FACTS) familyCase(family);
