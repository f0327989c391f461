/** One side of a comparison: a session, and where it is said, up to which message and under which policy. */
export interface ComparedSide {
  readonly session: string;
  /** Null: the session's latest message. */
  readonly node?: string | null;
  /** Null: the session's own. */
  readonly policy?: string | null;
  /** In tokens; null: the policy's. */
  readonly threshold?: number | null;
  /** Further settings of the policy, as `readSettingsText` reads them. */
  readonly settings?: string | null;
}

/**
 * The address of a comparison; without a second side, of the page that asks for one.
 *
 * @example
 * compareHref({ session: "x", policy: "strict" }, { session: "x", policy: "slime" });
 * // "/compare?a=x&pa=strict&b=x&pb=slime"
 */
export function compareHref(a: ComparedSide | null, b: ComparedSide | null): string {
  const query = new URLSearchParams();
  for (const [name, side] of [["a", a] as const, ["b", b] as const]) {
    if (!side) continue;
    query.set(name, side.session);
    if (side.node) query.set(`n${name}`, side.node);
    if (side.policy) query.set(`p${name}`, side.policy);
    if (side.threshold !== null && side.threshold !== undefined) {
      query.set(`f${name}`, String(side.threshold));
    }
    if (side.settings) query.set(`s${name}`, side.settings);
  }
  const text = query.toString();
  return text ? `/compare?${text}` : "/compare";
}
