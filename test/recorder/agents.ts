import { z } from "zod";
import type { Store } from "@/lib/store/store";
import { turnDigest } from "@/lib/store/turns/turn-digest";
import { RETRY } from "./retry-client";
import { simLine } from "./sim-line";

/** A reply that a client has whole. */
interface WholeReply {
  readonly session: string;
  readonly asked: string;
  readonly content: string;
}

/** A call that was answered with an error. */
export interface RefusedCall {
  readonly status: number;
  readonly retryAfter: string | null;
}

/** Agents that talk, each in a session of its own, and repeat what failed as SDKs do, until they are told to stop. */
export interface Agents {
  readonly replies: readonly WholeReply[];
  readonly refusals: readonly RefusedCall[];
  /** Resolves when so many more replies have come. */
  more(replies: number): Promise<void>;
  /** Ends when every agent has its last answer. */
  stop(): Promise<void>;
}

/** What became of the replies. All but `turns` is to be 0. */
export interface RepliesFound {
  /** Whole replies that are not recorded. */
  readonly lost: number;
  /** Turns whose ids are not those of their digest, or that answer otherwise than the engine did. */
  readonly changed: number;
  /** Turns of calls that nobody made. */
  readonly invented: number;
  readonly turns: number;
}

type Spoken = { readonly role: string; readonly content: string };

const ANSWER = z.object({ choices: z.tuple([z.object({ message: z.object({ content: z.string() }) })]) });

/** What an agent says in a step, and what the engine then samples. */
const ASKED = /^Answer (\d+) to \S+\.$/;

/**
 * @param urls of the recorders that take calls now; each call goes to any of them.
 * @param agents how many talk at once.
 */
export function startAgents(
  urls: () => readonly string[],
  { agents, name }: { readonly agents: number; readonly name: string },
): Agents {
  const replies: WholeReply[] = [];
  const refusals: RefusedCall[] = [];
  let isOver = false;
  const waiting = new Set<{ readonly until: number; readonly done: () => void }>();
  const got = (reply: WholeReply) => {
    replies.push(reply);
    for (const one of waiting) {
      if (replies.length < one.until) continue;
      waiting.delete(one);
      one.done();
    }
  };
  const anyUrl = () => urls()[Math.floor(Math.random() * urls().length)] ?? "";

  async function attempt(
    session: string,
    messages: readonly Spoken[],
    tries: number,
  ): Promise<string | null> {
    const isStream = messages.length % 4 === 1;
    try {
      const response = await fetch(`${anyUrl()}/s/${session}/v1/chat/completions`, {
        method: "POST",
        headers: tries > 0 ? RETRY : {},
        body: JSON.stringify({ model: "m", messages, stream: isStream }),
      });
      const text = await response.text();
      if (response.status === 200) return isStream ? streamed(text) : whole(text);
      refusals.push({ status: response.status, retryAfter: response.headers.get("retry-after") });
    } catch {
      // The recorder was killed.
    }
    return null;
  }

  /** Until some recorder takes calls. */
  async function untilReady(): Promise<void> {
    for (;;) {
      const answer = await fetch(`${anyUrl()}/healthz`).catch(() => null);
      await answer?.text().catch(() => undefined);
      if (answer?.status === 200) return;
    }
  }

  async function talk(session: string): Promise<void> {
    let messages: Spoken[] = [];
    for (let step = 1; !isOver; step++) {
      // A session is as long as an agent's, and then the agent begins anew in it.
      if (step % 12 === 0) messages = [];
      const text = `Answer ${step} to ${session}.`;
      messages = [...messages, { role: "user", content: simLine({ text, token_delay_ms: 1 }) }];
      let content: string | null = null;
      for (let tries = 0; content === null; tries++) {
        content = await attempt(session, messages, tries);
        if (content === null) await untilReady();
      }
      got({ session, asked: text, content });
      messages = [...messages, { role: "assistant", content }];
    }
  }

  const running = Promise.all(Array.from({ length: agents }, (_, agent) => talk(`${name}-${agent}`)));
  return {
    replies,
    refusals,
    more: (count) =>
      new Promise((done) => {
        waiting.add({ until: replies.length + count, done });
      }),
    async stop() {
      isOver = true;
      await running;
    },
  };
}

/** Holds what clients have against what is recorded. */
export async function verdictOf(store: Store, { replies }: Agents): Promise<RepliesFound> {
  const sum = { lost: 0, changed: 0, invented: 0, turns: 0 };
  const sessions = new Set(replies.map(({ session }) => session));
  for (const session of sessions) {
    const { turns, prompts } = await store.readRecording(session);
    const digests = await store.readDigests(session);
    const answers = new Set<string>();
    for (const turn of turns) {
      const last = turn.promptMessages.at(-1)?.content ?? "";
      const content = turn.responseMessage?.content ?? "";
      if (!last.includes(JSON.stringify(content))) sum.changed += 1;
      if (!ASKED.test(content) || !content.endsWith(` ${session}.`)) sum.invented += 1;
      const digest = turnDigest(prompts.ids(turn.index), turn.outputIds, turn.outputLogProbs);
      if (digests[turn.index - 1] !== digest) sum.changed += 1;
      answers.add(content);
    }
    sum.turns += turns.length;
    for (const { asked, content } of replies.filter((reply) => reply.session === session)) {
      if (content !== asked) sum.changed += 1;
      if (!answers.has(content)) sum.lost += 1;
    }
  }
  return sum;
}

function whole(text: string): string {
  return ANSWER.parse(JSON.parse(text)).choices[0].message.content;
}

/** Null for a stream that broke off. */
function streamed(text: string): string | null {
  if (!text.endsWith("data: [DONE]\n\n")) return null;
  const pieces = [...text.matchAll(/"content":("(?:[^"\\]|\\.)*")/g)];
  return pieces.map(([, json]) => String(JSON.parse(json ?? '""'))).join("");
}
