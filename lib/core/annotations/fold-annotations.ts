import type { Annotation } from "./annotation";
import { targetKey } from "./target-key";

/**
 * The annotations that count: of each producer, kind and target the newest, in the order given. Of one moment the later
 * one in the list is the newer. Where the newest takes back what stood there, none counts.
 *
 * @example
 * foldAnnotations([first, second]); // [second] where both say one thing of one target
 */
export function foldAnnotations<A extends Annotation>(annotations: readonly A[]): readonly A[] {
  const newest = new Map<string, A>();
  for (const annotation of annotations) {
    const key = `${annotation.producer}\n${annotation.kind}\n${targetKey(annotation.target)}`;
    const held = newest.get(key);
    if (held === undefined || annotation.at >= held.at) newest.set(key, annotation);
  }
  const counting = new Set(newest.values());
  return annotations.filter((annotation) => counting.has(annotation) && annotation.value.form !== "none");
}
