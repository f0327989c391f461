import { z } from "zod";
import { BUILT_IN_POLICIES } from "@/lib/core/policy/policies";

/** A policy's name in a body. Names that there are not are refused where the policy is resolved, which says them all. */
export const policyName = z.string().meta({ enum: Object.keys(BUILT_IN_POLICIES) });
