import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { parseJson } from "@/lib/core/json/parse-json";
import { NO_SAMPLING } from "@/test/recorder/no-sampling";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { openaiChat } from "./openai-chat";
import { RequestError } from "./request-error";

const user = { role: "user", content: "hi" };

function refusal(body: JsonValue): RequestError {
  try {
    openaiChat.parseRequest(body);
  } catch (error) {
    if (error instanceof RequestError) return error;
    throw error;
  }
  throw new Error("the request was accepted");
}

describe("reading a Chat Completions request", () => {
  it("reads a plain call with every default", () => {
    const request = openaiChat.parseRequest({ model: "m", messages: [user] });
    expect(request).toEqual({
      protocol: "openai_chat",
      model: "m",
      messages: [{ role: "user", content: "hi" }],
      tools: [],
      toolChoice: null,
      repeated: {},
      stream: false,
      includeUsage: false,
      logProbs: false,
      lacksReferences: false,
      responseState: null,
      sampling: NO_SAMPLING,
      wishes: {
        toolChoice: { type: "auto" },
        oneCall: false,
        format: { type: "text" },
        effort: null,
        thinking: null,
        topLogProbs: 0,
        returnTokenIds: false,
      },
      toolsNotOffered: [],
      templateArguments: {},
      sessionHints: { metadataSessionId: null, user: null },
      facts: {},
    });
  });

  it("takes every sampling field, and max_completion_tokens over max_tokens", () => {
    const { sampling } = openaiChat.parseRequest({
      messages: [user],
      max_tokens: 5,
      max_completion_tokens: 7,
      temperature: 0,
      top_p: 0.9,
      top_k: -1,
      min_p: 0.05,
      frequency_penalty: 0.1,
      presence_penalty: -0.1,
      repetition_penalty: 1.1,
      seed: 9_007_199_254_740_993n,
      stop: "END",
      logit_bias: { "42": -100 },
      stop_token_ids: [7],
      ignore_eos: true,
      min_tokens: 4,
    });
    expect(sampling).toEqual({
      maxTokens: 7,
      temperature: 0,
      topP: 0.9,
      topK: -1,
      minP: 0.05,
      frequencyPenalty: 0.1,
      presencePenalty: -0.1,
      repetitionPenalty: 1.1,
      seed: 9_007_199_254_740_993n,
      stop: ["END"],
      logitBias: [{ id: 42, bias: -100 }],
      stopTokenIds: [7],
      ignoreEos: true,
      minTokens: 4,
    });
  });

  it("makes a whole conversation canonical: developer, parts, null content, tool calls and results", () => {
    const { messages } = openaiChat.parseRequest({
      messages: [
        { role: "developer", content: "be brief" },
        {
          role: "user",
          content: [
            { type: "text", text: "a" },
            { type: "text", text: "b" },
          ],
        },
        {
          role: "assistant",
          content: null,
          reasoning: "hm",
          tool_calls: [
            { id: "c1", type: "function", function: { name: "f", arguments: '{"n": 12345678901234567890}' } },
            { id: "c2", type: "function", function: { name: "g", arguments: '{"cut' } },
          ],
        },
        { role: "tool", tool_call_id: "c1", content: [{ type: "text", text: "4" }] },
      ],
    });
    expect(messages).toEqual([
      { role: "system", content: "be brief" },
      { role: "user", content: "a\nb", content_parts: 2 },
      {
        role: "assistant",
        content: "",
        reasoning_content: "hm",
        tool_calls: [
          {
            type: "function",
            id: "c1",
            function: { name: "f", arguments: { n: 12345678901234567890n } },
            arguments_text: '{"n": 12345678901234567890}',
          },
          {
            type: "function",
            id: "c2",
            function: { name: "g", arguments: '{"cut' },
            arguments_text: '{"cut',
          },
        ],
      },
      { role: "tool", tool_call_id: "c1", content: "4" },
    ]);
  });

  it("keeps tools in the client's key order, and what it does not act on as facts", () => {
    const body = parseJson(
      '{"messages":[{"role":"user","content":"x"}],"tools":[{"type":"function","function":{"parameters":{"b":1,"a":2},"name":"f"}}],"response_format":{"type":"json_object"},"metadata":{"session_id":"s9"},"user":"u","store":false,"chat_template_kwargs":{"enable_thinking":false},"seed":null}',
    );
    const request = openaiChat.parseRequest(body);
    expect(JSON.stringify(request.tools)).toBe(
      '[{"type":"function","function":{"parameters":{"b":1,"a":2},"name":"f"}}]',
    );
    expect(request.facts).toEqual({
      response_format: { type: "json_object" },
      metadata: { session_id: "s9" },
      user: "u",
      store: false,
    });
    expect(request.sessionHints).toEqual({ metadataSessionId: "s9", user: "u" });
    expect(request.templateArguments).toEqual({ enable_thinking: false });
  });

  it("takes a result without its call, and ids that repeat, as what they are", () => {
    const call = { id: "c1", type: "function", function: { name: "f", arguments: "{}" } };
    const { messages } = openaiChat.parseRequest({
      messages: [
        { role: "tool", tool_call_id: "nobody", content: "4" },
        { role: "assistant", tool_calls: [call, call] },
        { role: "tool", content: "5" },
      ],
    });
    expect(
      messages.map((message) => message.tool_call_id ?? message.tool_calls?.map(({ id }) => id)),
    ).toEqual(["nobody", ["c1", "c1"], undefined]);
  });

  it("puts a placeholder where an image stood when the setting asks for it", () => {
    const body = {
      messages: [{ role: "user", content: [{ type: "image_url", image_url: { url: "data:" } }] }],
    };
    expect(openaiChat.parseRequest(body, { media: "placeholder" }).messages[0]?.content).toBe("[image]");
    expect(refusal(body).message).toMatch(/^messages\[0\]\.content\[0\] is of type "image_url"/);
  });

  it.each<[string, JsonValue, string]>([
    ["a list", [], "the request body is not accepted: expected an object"],
    ["no messages", { model: "m" }, "messages is missing"],
    ["empty messages", { messages: [] }, "messages must hold at least one message"],
    [
      "an unknown role",
      { messages: [user, { role: "robot", content: "x" }] },
      'messages[1].role is "robot"; accepted are system, developer, user, assistant, tool',
    ],
    ["no role", { messages: [{ content: "x" }] }, "messages[0].role is missing"],
    [
      "content of another type",
      { messages: [{ role: "user", content: 5 }] },
      "messages[0].content must be a string, null or a list of content parts",
    ],
    [
      "an unknown part",
      { messages: [{ role: "user", content: [{ type: "smell" }] }] },
      'messages[0].content[0].type is "smell"; accepted are text, input_text, output_text, refusal',
    ],
    [
      "two answers",
      { messages: [user], n: 2 },
      "n must be 1: one call is one turn; send the call again for another answer",
    ],
    [
      "another kind of tool",
      { messages: [user], tools: [{ type: "custom", custom: {} }] },
      'tools[0].type must be "function": other kinds of tools are not offered',
    ],
    [
      "a tool without a name",
      { messages: [user], tools: [{ type: "function", function: {} }] },
      "tools[0].function.name is missing",
    ],
    ["legacy functions", { messages: [user], functions: [] }, "functions must be absent: send tools instead"],
    [
      "a temperature that is text",
      { messages: [user], temperature: "hot" },
      "temperature is not accepted: expected number, received string",
    ],
    [
      "a tool call without a function",
      { messages: [{ role: "assistant", tool_calls: [{ id: "c" }] }] },
      "messages[0].tool_calls[0].function is missing",
    ],
  ])("refuses %s with one sentence", (_name, body, sentence) => {
    expect(refusal(body).message).toBe(sentence);
  });
});

describe("answering Chat Completions", () => {
  const request = openaiChat.parseRequest({ model: "m", messages: [user] });

  it("says content null beside calls only when there is no text", () => {
    const silent = { ...EXAMPLE_REPLY, message: { ...EXAMPLE_REPLY.message, content: "" } };
    expect(openaiChat.formatReply(silent, request)).toMatchObject({
      choices: [{ message: { content: null }, finish_reason: "tool_calls" }],
    });
    expect(openaiChat.formatReply(TEXT_REPLY, request)).toMatchObject({
      choices: [{ message: { content: "It rains in both." }, finish_reason: "stop" }],
    });
  });

  it("keeps length as the finish of a call that was cut", () => {
    expect(openaiChat.formatReply({ ...EXAMPLE_REPLY, finishReason: "length" }, request)).toMatchObject({
      choices: [{ finish_reason: "length" }],
    });
  });

  it("counts prompt, completion and cached tokens", () => {
    expect(openaiChat.formatReply(TEXT_REPLY, request)).toMatchObject({
      usage: {
        prompt_tokens: 120,
        completion_tokens: 42,
        total_tokens: 162,
        prompt_tokens_details: { cached_tokens: 96 },
      },
    });
  });

  it("sends the role first, usage only when asked for, and [DONE] last", () => {
    const header = { id: "x", created: 1, promptIds: new Int32Array(120) };
    const plain = openaiChat.openStream(request, header);
    expect(plain.open()).toContain('"delta":{"role":"assistant","content":""}');
    expect(plain.close(TEXT_REPLY)).not.toContain("usage");
    const counted = openaiChat.openStream({ ...request, includeUsage: true }, header);
    expect(counted.close(TEXT_REPLY)).toMatch(
      /"choices":\[\],"usage":\{"prompt_tokens":120.*\n\ndata: \[DONE\]\n\n$/,
    );
  });

  it("tells a full context by the code and in the words on which clients compact", () => {
    expect(
      openaiChat.formatError({ status: 400, kind: "context_full", message: "9 tokens, 8 fit." }).body,
    ).toMatchObject({
      error: {
        code: "context_length_exceeded",
        message: "Your input exceeds the context window of this model: 9 tokens, 8 fit.",
      },
    });
  });

  it("says errors in the protocol's shape", () => {
    expect(
      openaiChat.formatError({ status: 429, kind: "turn_cap", message: "The session may take 3 turns." }),
    ).toEqual({
      status: 429,
      body: {
        error: {
          message: "The session may take 3 turns.",
          type: "rate_limit_error",
          param: null,
          code: "turn_cap_reached",
        },
      },
      headers: { "x-should-retry": "false" },
    });
    expect(
      openaiChat.formatError({ status: 503, kind: "engine_failed", message: "busy", retryAfterSeconds: 2 })
        .headers,
    ).toEqual({ "retry-after": "2" });
  });
});
