import type { Annotation } from "@/lib/core/annotations/annotation";
import { errorMessage } from "@/lib/core/base/error-message";
import { sessionPolicy } from "@/lib/core/policy/session-policy";
import { checkLeafRewards } from "@/lib/core/samples/check-leaf-rewards";
import { linearise } from "@/lib/core/samples/linearise";
import type { MessageNode } from "@/lib/core/tree/tree";
import type { Runtime } from "@/lib/server/runtime";
import { serverPolicy } from "@/lib/settings/server-policy";
import { AnnotationError } from "@/lib/store/annotations/annotation-error";
import type { SessionRecord } from "@/lib/store/store";

/**
 * Looks whether the leaves and messages that annotations name are there, under the session's own policy. Throws
 * `AnnotationError`.
 */
export async function checkNames(
  { store, settings }: Pick<Runtime, "store" | "settings">,
  session: SessionRecord,
  annotations: readonly Annotation[],
): Promise<void> {
  const named = annotations.filter(({ target }) => target.on === "leaf" || target.on === "node");
  if (named.length === 0) return;
  const policy = sessionPolicy(session, { policy: null, overrides: {} }, serverPolicy(settings));
  const { samples, tree } = linearise(await store.readRecording(session.id), policy);
  const nodes = new Set(nodeIds(tree));
  for (const annotation of named) {
    const { target } = annotation;
    if (target.on === "leaf") {
      try {
        checkLeafRewards(samples, { [target.leaf]: 0 });
      } catch (error) {
        throw new AnnotationError(errorMessage(error), annotation);
      }
    } else if (target.on === "node" && !nodes.has(target.node)) {
      throw new AnnotationError(`Session "${session.id}" has no message "${target.node}".`, annotation);
    }
  }
}

function* nodeIds(roots: readonly MessageNode[]): Generator<string> {
  const open = [...roots];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node.id;
    open.push(...node.children);
  }
}
