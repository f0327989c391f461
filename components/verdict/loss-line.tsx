"use client";

import Link from "next/link";
import { useViewState } from "@/components/address/view-state";
import { CauseButton } from "@/components/causes/cause-button";
import { formatCount, plural } from "@/lib/core/base/format-count";
import { isSettingName, withSetting } from "@/lib/core/policy/policy-text";
import type { VerdictLoss } from "@/lib/core/verdict/session-verdict";
import type { PolicyChange, ReportedLoss, VerdictReport } from "@/lib/core/verdict/verdict-report";
import { keepingHint, keepingWords, LOSS_VERBS, lossReason } from "./loss-words";
import { SpelledDifference } from "./spelled-difference";
import type { TurnLink } from "./turn-link";
import { useSessionCount } from "./use-verdict-report";

/** More turns than this are counted instead of listed. */
const LISTED_TURNS = 3;

const CHIP =
  "ml-2 inline-flex items-center rounded-md border border-line-strong px-1.5 text-xs leading-5 whitespace-nowrap";

/** One loss: how much, in which turns, why, what would keep it, and how many sessions lost something alike. */
export function LossLine({
  loss,
  turnLink: TurnLink,
  report,
  doerOf,
  keepHref = null,
}: {
  readonly loss: VerdictLoss;
  readonly turnLink: TurnLink;
  /** Null until it is read. */
  readonly report: VerdictReport | null;
  /** The message whose call did it. */
  readonly doerOf: (loss: VerdictLoss) => string | null;
  /** Where a policy that keeps the loss is shown; null where this page shows it itself. */
  readonly keepHref?: ((change: PolicyChange) => string) | null;
}) {
  const told = report?.losses.find(({ state, cause }) => state === loss.state && cause === loss.cause);
  return (
    <li className="flex min-w-0 items-baseline gap-x-2" data-testid="verdict-loss" data-state={loss.state}>
      <span className="min-w-10 shrink-0 text-right font-medium text-ink tabular-nums">
        {formatCount(loss.tokens)}
      </span>
      <span className="-my-0.5 shrink-0 self-start">
        <CauseButton asked={{ did: loss.state, cause: loss.cause, node: doerOf(loss) }} />
      </span>
      <span className="min-w-0 text-ink-2">
        <LossSentence loss={loss} told={told} turnLink={TurnLink} report={report} />
        {told && report && <Chips told={told} report={report} keepHref={keepHref} />}
      </span>
    </li>
  );
}

function LossSentence({
  loss,
  told,
  turnLink: TurnLink,
  report,
}: {
  readonly loss: VerdictLoss;
  readonly told: ReportedLoss | undefined;
  readonly turnLink: TurnLink;
  readonly report: VerdictReport | null;
}) {
  const turns = loss.turns.slice(0, LISTED_TURNS);
  const more = loss.turns.length - turns.length;
  const by = loss.turns[0]?.by ?? null;
  const difference = told?.difference ?? null;
  return (
    <>
      {LOSS_VERBS[loss.state]}{" "}
      {turns.map(({ turn }, at) => (
        <span key={turn}>
          {at > 0 && ", "}
          <TurnLink turn={turn}>turn {turn}</TurnLink>
        </span>
      ))}
      {more > 0 && ` and ${plural(more, "more turn")}`}:{" "}
      {by !== null && (
        <>
          <TurnLink turn={by} tab="diff">
            the prompt of turn {by}
          </TurnLink>{" "}
        </>
      )}
      {difference && report ? (
        <SpelledDifference difference={difference} pieces={report.pieces} />
      ) : by !== null && loss.state === "dropped" ? (
        "put its own words in its place, and the policy merged them"
      ) : (
        lossReason(loss)
      )}
    </>
  );
}

function Chips({
  told,
  report,
  keepHref,
}: {
  readonly told: ReportedLoss;
  readonly report: VerdictReport;
  readonly keepHref: ((change: PolicyChange) => string) | null;
}) {
  const [{ set }, setState] = useViewState();
  const keeps = keepingWords(told);
  const keep = (): void => {
    const { policy = null, setting = null } = told.keeping?.choice ?? {};
    if (policy !== null) setState({ policy, ft: null, set: null });
    else if (setting && isSettingName(setting.name))
      setState({ set: withSetting(set ?? "", setting.name, setting.value) || null });
  };
  return (
    <>
      {keeps && told.keeping && (
        <KeepChip
          href={keepHref?.(told.keeping.choice) ?? null}
          onPress={keep}
          title={keepingHint(told, report.sampled, report.trained)}
        >
          {keeps}
        </KeepChip>
      )}
      {told.filter !== null && <AlikeChip filter={told.filter} />}
    </>
  );
}

function KeepChip({
  href,
  onPress,
  title,
  children,
}: {
  readonly href: string | null;
  readonly onPress: () => void;
  readonly title: string;
  readonly children: string;
}) {
  const look = `${CHIP} bg-trained-fill text-ink hover:underline`;
  return href === null ? (
    <button type="button" onClick={onPress} title={title} className={look}>
      {children}
    </button>
  ) : (
    <Link href={href} prefetch={false} title={title} className={look}>
      {children}
    </Link>
  );
}

/** Keeps its place until the count is known, so that nothing moves when it comes; a session alone has none alike. */
function AlikeChip({ filter }: { readonly filter: string }) {
  const alike = useSessionCount(filter);
  if (alike === null || alike < 2) {
    return (
      <span aria-hidden className={`${CHIP} invisible`}>
        00 sessions alike
      </span>
    );
  }
  return (
    <Link
      href={`/sessions?${new URLSearchParams({ q: filter })}`}
      prefetch={false}
      className={`${CHIP} text-ink-2 hover:bg-raised hover:text-ink`}
    >
      {plural(alike, "session")} alike
    </Link>
  );
}
