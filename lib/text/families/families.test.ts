import { familyCase } from "./family.case";
import { FAMILIES } from "./family-list.case";

for (const family of FAMILIES) familyCase(family);
