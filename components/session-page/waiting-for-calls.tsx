"use client";

import { type ReactNode, useSyncExternalStore } from "react";
import type { LiveState } from "@/components/reads/use-changes";
import { useAccess } from "@/components/ui/access";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";

/** What a session shows before its first call: where to send one, and that the page is listening. */
export function WaitingForCalls({
  session,
  openedAt,
  live,
  children,
}: {
  readonly session: string;
  /** Milliseconds since 1970; null for a session that nobody opened yet, of which the children tell. */
  readonly openedAt: number | null;
  readonly live: LiveState;
  readonly children?: ReactNode;
}) {
  const origin = useSyncExternalStore(
    () => () => {},
    () => window.location.origin,
    () => "",
  );
  const address = `${origin}/s/${encodeURIComponent(session)}/v1`;
  const { asksForKeys } = useAccess();
  const key = asksForKeys ? `  -H "authorization: Bearer $TURNTREE_TRAINER_TOKEN" \\\n` : "";
  const curl = `curl ${address}/chat/completions \\
${key}  -H 'content-type: application/json' \\
  -d '{"messages": [{"role": "user", "content": "What is 2 + 2?"}]}'`;
  return (
    <div className="mx-auto flex max-w-2xl min-w-0 flex-col gap-5 px-4 py-12">
      <div>
        <h2 className="flex items-center gap-2 text-lg font-medium">
          <span aria-hidden className="size-2 rounded-full bg-forked motion-safe:animate-pulse" />
          {live === "live" ? "Waiting for the first call" : "Nothing is recorded yet"}
        </h2>
        <p className="mt-1 text-ink-2">
          {openedAt !== null && (
            <>
              The session was opened <RelativeTime at={openedAt} />. Its messages appear here with the first
              call, without a reload.
            </>
          )}
          {children}
        </p>
      </div>
      {asksForKeys ? (
        <p className="text-ink-2">
          Give an agent the <code className="font-mono">openai_base_url</code> or the{" "}
          <code className="font-mono">anthropic_base_url</code> that opening the session answered: they hold
          its key.
        </p>
      ) : (
        <Snippet title="Point an OpenAI client at" text={`export OPENAI_BASE_URL=${address}`} />
      )}
      <Snippet title="or make a call by hand" text={curl} />
    </div>
  );
}

function Snippet({ title, text }: { readonly title: string; readonly text: string }) {
  return (
    <div>
      <p className="mb-1 text-sm text-ink-2">{title}</p>
      <div className="flex items-start gap-2 rounded-md border border-line bg-surface p-3">
        <pre className="min-w-0 flex-1 overflow-x-auto font-mono text-sm leading-8">{text}</pre>
        <CopyButton text={text} label="Copy" />
      </div>
    </div>
  );
}
