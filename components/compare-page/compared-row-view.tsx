"use client";

import { ChevronDown, ChevronRight } from "lucide-react";
import { ROLE_MARKS } from "@/components/marks/role-marks";
import type { ComparedRow, Comparison, ComparisonSide } from "@/lib/core/compare/comparison";
import type { TokensAs } from "./compare-params";
import { ComparedMessageCard } from "./compared-message-card";
import { RowTokens } from "./row-tokens";

/** Two messages beside each other, what they differ in, and their tokens when opened. */
export function ComparedRowView({
  row,
  comparison: { a, b },
  isOpen,
  onToggle,
  as,
  onAs,
}: {
  readonly row: ComparedRow;
  readonly comparison: Comparison;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Which tokens of the open message are shown; null: as it differs. */
  readonly as: TokensAs | null;
  readonly onAs: (as: TokensAs) => void;
}) {
  const { icon: Icon, label } = ROLE_MARKS[row.role];
  const Chevron = isOpen ? ChevronDown : ChevronRight;
  return (
    <div
      data-testid="compared-row"
      data-differs={row.differs.join(" ")}
      className={`flex flex-col gap-2 border-b border-line bg-surface px-3 py-2 ${isOpen ? "border-l-2 border-l-ink" : "border-l-2 border-l-transparent"}`}
    >
      <div className="flex flex-wrap items-center gap-x-2 text-xs text-ink-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={onToggle}
          className="-ml-1 inline-flex items-center gap-1 rounded-sm px-1 hover:bg-raised"
        >
          <Chevron size={14} aria-hidden />
          <Icon size={14} aria-hidden />
          <span className="font-medium text-ink">{label}</span>
          <span>{differenceWords(row)}</span>
        </button>
      </div>
      <div className="grid grid-cols-1 gap-x-6 gap-y-2 md:grid-cols-2">
        <ComparedMessageCard
          message={row.a}
          other={row.b}
          row={row}
          side="a"
          href={messageHref(a, row.a?.node)}
        />
        <ComparedMessageCard
          message={row.b}
          other={row.a}
          row={row}
          side="b"
          href={messageHref(b, row.b?.node)}
        />
      </div>
      {isOpen && <RowTokens row={row} a={a} b={b} as={as} onAs={onAs} />}
    </div>
  );
}

/** What a row differs in, as words. */
function differenceWords({ kind, cause, differs }: ComparedRow): string {
  if (kind === "only_a") return "only in A";
  if (kind === "only_b") return "only in B";
  const words = differs.flatMap((difference) => {
    switch (difference) {
      case "message":
        return cause ?? "changed";
      case "tokens":
        return "other tokens";
      case "states":
        return "trained otherwise";
      case "sample":
        return differs.includes("states") ? [] : "other states in its sample";
      case "drift":
        return "other changed tokens";
      default:
        return difference satisfies never;
    }
  });
  return words.length === 0 ? "same" : words.join(", ");
}

function messageHref({ session, policy, settings }: ComparisonSide, node: string | undefined): string {
  const query = new URLSearchParams({ policy: policy.name, ft: String(policy.fork_threshold_tokens) });
  if (settings !== "") query.set("set", settings);
  if (node !== undefined) query.set("node", node);
  return `/sessions/${encodeURIComponent(session.id)}?${query}`;
}
