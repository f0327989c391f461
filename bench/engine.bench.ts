import { createServer } from "node:http";
import { cpus } from "node:os";
import { createEngine } from "@/lib/engine/create-engine";
import { generateRequest } from "@/test/engine/generate-once";

/** What the engine's client may add to the plain exchange of the same bytes, at most this many times over. */
const MOST_FACTOR = 4;
const RUNS = 7;

/** A reply as SGLang sends it, of so many output tokens, as bytes made beforehand. */
function frame(from: number, to: number, finished: boolean): string {
  const ids = Array.from({ length: to - from }, (_, i) => from + i);
  return JSON.stringify({
    text: "",
    output_ids: ids,
    meta_info: {
      id: "t",
      finish_reason: finished ? { type: "stop", matched: to - 1 } : null,
      prompt_tokens: 1,
      completion_tokens: to,
      output_token_logprobs: ids.map((id) => [-0.16855520009994507, id, null]),
    },
  });
}

function streamed(tokens: number, perFrame: number, cumulative: boolean): string {
  const frames: string[] = [];
  for (let to = perFrame; to <= tokens; to += perFrame) {
    frames.push(`data: ${frame(cumulative ? 0 : to - perFrame, to, to === tokens)}\n\n`);
  }
  return `${frames.join("")}data: [DONE]\n\n`;
}

interface Case {
  readonly name: string;
  readonly promptTokens: number;
  readonly stream: boolean;
  readonly reply: string;
}

const CASES: readonly Case[] = [
  {
    name: "100,000 prompt tokens, 1 sampled, in one piece",
    promptTokens: 100_000,
    stream: false,
    reply: frame(0, 1, true),
  },
  { name: "32,000 sampled, in one piece", promptTokens: 10, stream: false, reply: frame(0, 32_000, true) },
  {
    name: "4,000 sampled, incremental frames of 1",
    promptTokens: 10,
    stream: true,
    reply: streamed(4_000, 1, false),
  },
  {
    name: "4,000 sampled, cumulative frames of 20",
    promptTokens: 10,
    stream: true,
    reply: streamed(4_000, 20, true),
  },
];

async function best(work: () => Promise<void>): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let i = 0; i < RUNS; i++) {
    const start = performance.now();
    await work();
    least = Math.min(least, performance.now() - start);
  }
  return least;
}

/** The least that any client does: send the ids as JSON, read the bytes, parse them. */
async function plainExchange(url: string, { promptTokens, stream }: Case): Promise<void> {
  const body = JSON.stringify({ input_ids: Array.from({ length: promptTokens }, () => 151_643) });
  const text = await (await fetch(url, { method: "POST", body })).text();
  if (!stream) JSON.parse(text);
  else for (const event of text.split("\n\n")) if (event.startsWith("data: {")) JSON.parse(event.slice(6));
}

/** The cost of the engine's client beside the least that any client does with the same bytes. */
async function run(): Promise<void> {
  let current = CASES[0];
  const server = createServer((request, response) => {
    request.resume().on("end", () => {
      const type = current?.stream ? "text/event-stream" : "application/json";
      response.writeHead(200, { "content-type": type }).end(current?.reply);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  if (typeof address !== "object" || address === null) throw new Error("The server has no port.");
  const url = `http://127.0.0.1:${address.port}`;
  const engine = createEngine({ name: "sglang", url, silenceMs: 60_000 });
  console.log(
    `Engine client against a plain exchange of the same bytes, best of ${RUNS}; ${cpus().length} cores.`,
  );
  for (const one of CASES) {
    current = one;
    const promptIds = new Array<number>(one.promptTokens).fill(151_643);
    const own = await best(async () => {
      for await (const event of engine.generate(generateRequest({ promptIds, stream: one.stream })))
        void event;
    });
    const plain = await best(() => plainExchange(url, one));
    const verdict = own <= plain * MOST_FACTOR ? "within" : "OVER";
    console.log(
      `${one.name}: ${own.toFixed(1)} ms, plain ${plain.toFixed(1)} ms, ${(own / plain).toFixed(1)}x (${verdict} the limit of ${MOST_FACTOR}x), ${(one.reply.length / 1e6).toFixed(2)} MB of reply`,
    );
  }
  server.closeAllConnections();
  server.close();
}

await run();
