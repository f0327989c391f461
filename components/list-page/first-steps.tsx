import type { ReactNode } from "react";
import { CopyButton } from "@/components/ui/copy-button";

/** What an empty list says: how to record the first session, with this server's own address. */
export function FirstSteps({
  origin,
  asksForKeys,
}: {
  readonly origin: string;
  readonly asksForKeys: boolean;
}) {
  return (
    <div className="mx-auto flex max-w-2xl flex-col gap-6 px-4 py-16">
      {asksForKeys ? <WithKeys origin={origin} /> : <WithoutKeys origin={origin} />}
      <p className="text-sm text-ink-2">
        <code className="font-mono">npm run demo</code> records a dozen example sessions: forks, drift,
        rewrites, compaction, sub-agents.
      </p>
    </div>
  );
}

function WithoutKeys({ origin }: { readonly origin: string }) {
  const variable = `export OPENAI_BASE_URL=${origin}/s/my-session/v1`;
  const curl = `curl ${origin}/s/my-session/v1/chat/completions \\
  -H 'content-type: application/json' \\
  -d '{"messages": [{"role": "user", "content": "What is 2 + 2?"}]}'`;
  return (
    <>
      <Opening>
        Point an agent at this address and its calls appear here, one session per name. Any OpenAI client
        reads the address from its environment:
      </Opening>
      <Snippet text={variable} label="Copy the address" />
      <p className="text-ink-2">Or make a first call by hand:</p>
      <Snippet text={curl} label="Copy the call" />
    </>
  );
}

function WithKeys({ origin }: { readonly origin: string }) {
  const open = `curl ${origin}/api/sessions \\
  -H "authorization: Bearer $TURNTREE_TRAINER_TOKEN" \\
  -d '{"id": "my-session"}'`;
  const variable = "export OPENAI_BASE_URL=…";
  return (
    <>
      <Opening>
        This server asks for keys. Open a session with the trainer's, or the admin's, and it answers addresses
        that hold a key of that session alone:
      </Opening>
      <Snippet text={open} label="Copy the call" />
      <p className="text-ink-2">
        Give an agent the <code className="font-mono">openai_base_url</code> or the{" "}
        <code className="font-mono">anthropic_base_url</code> of the answer, and its calls appear here:
      </p>
      <Snippet text={variable} label="Copy the variable" />
    </>
  );
}

function Opening({ children }: { readonly children: ReactNode }) {
  return (
    <div>
      <h2 className="text-lg font-medium">Nothing is recorded yet</h2>
      <p className="mt-1 text-ink-2">{children}</p>
    </div>
  );
}

function Snippet({ text, label }: { readonly text: string; readonly label: string }) {
  return (
    <div className="flex items-start gap-2 rounded-md border border-line bg-surface p-3">
      <pre className="min-w-0 flex-1 overflow-x-auto font-mono text-sm leading-8">{text}</pre>
      <CopyButton text={text} label={label} />
    </div>
  );
}
