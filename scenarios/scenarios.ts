import type { Scenario } from "./scenario";
import { compaction } from "./sessions/compaction";
import {
  driftFork,
  driftGraft,
  driftRealign,
  driftRender,
  driftSpared,
  slimeIssue2338,
} from "./sessions/drifts";
import { groupRollouts } from "./sessions/group";
import { linear } from "./sessions/linear";
import { longScenario } from "./sessions/long";
import { open } from "./sessions/open";
import { rewriteFork, rewriteMerge } from "./sessions/rewrites";
import { subAgent } from "./sessions/sub-agent";
import { cutOff, hostileText, illFormed, refused, retry } from "./sessions/troubles";
import { wideScenario } from "./sessions/wide";

/** The named sessions, in the order in which the demo records them. */
export const SCENARIOS: readonly Scenario[] = [
  linear,
  subAgent,
  compaction,
  rewriteFork,
  rewriteMerge,
  driftRealign,
  driftFork,
  driftSpared,
  driftRender,
  driftGraft,
  slimeIssue2338,
  refused,
  illFormed,
  cutOff,
  hostileText,
  retry,
  wideScenario(60),
  longScenario(120),
  ...groupRollouts,
  open,
];
