import { plural } from "@/lib/core/base/format-count";
import { sampleName } from "@/lib/core/tokens/explain-token";
import type { SampleView } from "@/lib/core/view/session-view";
import { stateCode } from "@/lib/core/view/state-code";

/** More samples than this are counted instead of listed. */
const LISTED_SAMPLES = 8;

/**
 * In which samples a message's tokens stand, and in which of them they train: `trained in S1, context in S2, S3`.
 *
 * @param at position of the node.
 * @param samples those that it stands in.
 */
export function membershipWords(at: number, samples: readonly SampleView[]): string {
  if (samples.length === 0) return "in no sample";
  if (samples.length > LISTED_SAMPLES) return `in ${plural(samples.length, "sample")}`;
  const trains = (sample: SampleView): boolean =>
    (sample.cells.find(({ node }) => node === at)?.counts[stateCode("trained")] ?? 0) > 0;
  const names = (list: readonly SampleView[]): string =>
    list.map(({ index }) => sampleName(index)).join(", ");
  const training = samples.filter(trains);
  const rest = samples.filter((sample) => !trains(sample));
  return [
    training.length > 0 && `trained in ${names(training)}`,
    rest.length > 0 && `context in ${names(rest)}`,
  ]
    .filter((part) => part !== false)
    .join(", ");
}
