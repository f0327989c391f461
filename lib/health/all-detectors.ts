import type { FlagName } from "@/lib/core/list/session-flag";
import type { Detector } from "./detector";
import { auxTrained } from "./detectors/aux-trained";
import { contextFull } from "./detectors/context-full";
import { deadGroup } from "./detectors/dead-group";
import { echoDrift } from "./detectors/echo-drift";
import { engineErrors } from "./detectors/engine-errors";
import { illFormedAnswers } from "./detectors/ill-formed-answers";
import { impossibleLogProbs } from "./detectors/impossible-log-probs";
import { lateReward } from "./detectors/late-reward";
import { loop } from "./detectors/loop";
import { lostSignal } from "./detectors/lost-signal";
import { manyLeaves } from "./detectors/many-leaves";
import { missingLogProbs } from "./detectors/missing-log-probs";
import { noReward } from "./detectors/no-reward";
import { refusals } from "./detectors/refusals";
import { renderDrift } from "./detectors/render-drift";
import { repetition } from "./detectors/repetition";
import { retries } from "./detectors/retries";
import { slowEngine } from "./detectors/slow-engine";
import { slowRecorder } from "./detectors/slow-recorder";
import { stale } from "./detectors/stale";
import { truncated } from "./detectors/truncated";
import { undelivered } from "./detectors/undelivered";
import { unprovenIds } from "./detectors/unproven-ids";
import { weightsMixed } from "./detectors/weights-mixed";

/** Whatever is looked for, by name, in the order of docs/health.md. */
export const DETECTORS: Readonly<Record<FlagName, Detector>> = {
  lost_signal: lostSignal,
  refusals,
  render_drift: renderDrift,
  echo_drift: echoDrift,
  no_reward: noReward,
  late_reward: lateReward,
  dead_group: deadGroup,
  missing_log_probs: missingLogProbs,
  impossible_log_probs: impossibleLogProbs,
  unproven_ids: unprovenIds,
  weights_mixed: weightsMixed,
  stale,
  truncated,
  context_full: contextFull,
  ill_formed: illFormedAnswers,
  undelivered,
  retries,
  engine_errors: engineErrors,
  repetition,
  loop,
  aux_trained: auxTrained,
  many_leaves: manyLeaves,
  slow_engine: slowEngine,
  slow_recorder: slowRecorder,
};
