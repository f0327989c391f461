import { findPlace } from "@/components/session/find-place";
import { type GoToPlace, parseGoTo } from "@/components/session/parse-go-to";
import type { NodeView, SessionView } from "@/lib/core/view/session-view";

/** A message, sample or token that fits what is typed. */
export type SessionPlace =
  | { readonly kind: "node"; readonly node: string; readonly label: string; readonly detail: string }
  | {
      readonly kind: "sample";
      readonly sample: number;
      readonly token: number | null;
      readonly label: string;
    };

/** Messages listed at most; the rest is counted. */
const MOST = 8;

type View = Pick<SessionView, "nodes" | "turns" | "samples">;

/**
 * Places of a session that a query names (`t12`, `S3`, `#1500`, `n:abc`), and messages whose start holds its words.
 * `more` counts the messages that are left out.
 */
export function sessionPlaces(
  view: View,
  query: string,
  openSample: number | null,
): { readonly places: readonly SessionPlace[]; readonly more: number } {
  const typed = query.trim().toLowerCase();
  if (typed === "") return { places: [], more: 0 };
  const named = parseGoTo(query);
  const words = typed.split(/\s+/);
  const first = namedPlace(view, named, openSample);
  const isFirst = ({ id }: NodeView): boolean =>
    first.some((place) => place.kind === "node" && place.node === id);
  const fits = view.nodes.filter(
    (node) => !isFirst(node) && words.every((word) => nodeWords(node).includes(word)),
  );
  return {
    places: [...first, ...fits.slice(0, MOST).map(nodePlace)],
    more: Math.max(0, fits.length - MOST),
  };
}

function namedPlace(view: View, place: GoToPlace | null, openSample: number | null): readonly SessionPlace[] {
  const found = place && findPlace(view, place, openSample);
  if (!found?.ok) return [];
  if ("node" in found) {
    const node = view.nodes.find(({ id }) => id === found.node);
    return node ? [nodePlace(node)] : [];
  }
  return [{ kind: "sample", sample: found.sample, token: found.token, label: found.words }];
}

function nodeWords({ role, preview, forks, fork_cause: cause, tool_calls: calls }: NodeView): string {
  const fork = forks.length > 0 ? `fork ${forks.join(" ").replaceAll("_", " ")} ${cause ?? ""}` : "";
  return `${role} ${preview} ${calls.join(" ")} ${fork}`.toLowerCase();
}

function nodePlace(node: NodeView): SessionPlace {
  const turn = node.turn === null ? "" : `, turn ${node.turn}`;
  const fork = node.forks.length > 0 ? `, ${node.fork_cause ?? "fork"}` : "";
  return {
    kind: "node",
    node: node.id,
    label: node.preview === "" ? "(empty)" : node.preview,
    detail: `${node.role}${turn}${fork}`,
  };
}
