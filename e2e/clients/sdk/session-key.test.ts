import Anthropic from "@anthropic-ai/sdk";
import OpenAI from "openai";
import { describe, expect, it } from "vitest";
import { z } from "zod";
import { simulatedRecorder } from "@/test/recorder/simulated-recorder";

const TRAINER = "the-trainer's-token";

const simulated = simulatedRecorder({
  TURNTREE_API_TOKEN: "the-admin's-token",
  TURNTREE_TRAINER_TOKEN: TRAINER,
  TURNTREE_MAX_NEW_TOKENS: "20",
});

const opened = z.object({
  id: z.string(),
  key: z.string(),
  openai_base_url: z.string(),
  anthropic_base_url: z.string(),
});

async function open(id: string) {
  const headers = { authorization: `Bearer ${TRAINER}` };
  const body = JSON.stringify({ id });
  return opened.parse(
    await (await fetch(`${simulated.server.url}/api/sessions`, { method: "POST", headers, body })).json(),
  );
}

async function turnsOf(id: string): Promise<number | undefined> {
  return (await simulated.server.runtime.store.findSession(id))?.counters.turns;
}

const openai = (baseURL: string, apiKey: string) => new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const anthropic = (baseURL: string, apiKey: string) => new Anthropic({ baseURL, apiKey, maxRetries: 0 });
const messages = [{ role: "user" as const, content: "Hello." }];

describe("the SDKs with a session's key", () => {
  it("take the base URL that holds it, whatever key they are given", async () => {
    const session = await open("in-url");
    await openai(session.openai_base_url, "dummy").chat.completions.create({ model: "m", messages });
    await openai(session.openai_base_url, "dummy").responses.create({ model: "m", input: "Hello." });
    const client = anthropic(session.anthropic_base_url, "dummy");
    await client.messages.create({ model: "m", max_tokens: 9, messages });
    expect((await client.messages.countTokens({ model: "m", messages })).input_tokens).toBeGreaterThan(0);
    expect((await openai(session.openai_base_url, "dummy").models.list()).data).toHaveLength(1);
    expect(await turnsOf(session.id)).toBe(3);
  });

  it("carry it as their own key at the root", async () => {
    const { id, key } = await open("as-key");
    const { url } = simulated.server;
    await openai(`${url}/v1`, key).chat.completions.create({ model: "m", messages });
    await anthropic(url, key).messages.create({ model: "m", max_tokens: 9, messages });
    expect(await turnsOf(id)).toBe(2);
  });

  it("say that it is refused as they say it of any server, and do not try again", async () => {
    const { url } = simulated.server;
    await expect(openai(`${url}/v1`, "sk-wrong").models.list()).rejects.toThrow(OpenAI.AuthenticationError);
    const { key, id } = await open("ended");
    await simulated.server.runtime.recorder.finish(id, {});
    const call = { model: "m", max_tokens: 9, messages };
    await expect(anthropic(url, key).messages.create(call)).rejects.toThrow(Anthropic.AuthenticationError);
    const other = await open("other");
    await expect(openai(`${url}/s/${id}/v1`, other.key).models.list()).rejects.toThrow(
      OpenAI.PermissionDeniedError,
    );
  });
});
