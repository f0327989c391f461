"use client";

import Link from "next/link";
import { diffHref } from "@/components/address/diff-href";
import { useKeptList } from "@/components/address/use-kept-list";
import { nodeOfTurn } from "@/lib/core/diff/signal-takers";
import type { CardSource } from "./card-source";

/** The way from a token that lost its signal to the turn whose prompt took it. */
export function CauseLink({
  source: { model, choice },
  turn,
}: {
  readonly source: CardSource;
  readonly turn: number;
}) {
  const { keep } = useKeptList();
  const node = nodeOfTurn(model.view, turn);
  if (node === null) return null;
  return (
    <Link
      href={keep(diffHref(choice.session, { b: node }, choice.view))}
      prefetch={false}
      className="self-start text-ink underline decoration-line-strong underline-offset-4 hover:decoration-ink"
    >
      How turn {turn}'s prompt departs
    </Link>
  );
}
