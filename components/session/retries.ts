import type { SessionView } from "@/lib/core/view/session-view";

/** Positions of the nodes that answer a call which was made again. */
export function retries({ turns }: Pick<SessionView, "turns">): ReadonlySet<number> {
  return new Set(
    turns.flatMap(({ node, retry_of: asked }) => (node !== null && asked !== null ? [node] : [])),
  );
}
