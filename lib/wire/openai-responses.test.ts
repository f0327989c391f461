import { describe, expect, it } from "vitest";
import type { JsonValue } from "@/lib/core/json/json-value";
import { EXAMPLE_REPLY, TEXT_REPLY } from "@/test/wire/example-reply";
import { openaiResponses } from "./openai-responses";
import type { CallReply } from "./protocol";
import { RequestError } from "./request-error";

function refusal(body: JsonValue): string {
  try {
    openaiResponses.parseRequest(body);
  } catch (error) {
    if (error instanceof RequestError) return error.message;
    throw error;
  }
  throw new Error("the request was accepted");
}

const eventNames = (text: string) => [...text.matchAll(/^event: (.*)$/gm)].map((match) => match[1]);

describe("reading a Responses request", () => {
  it("reads a string as the user's message, after the instructions", () => {
    expect(openaiResponses.parseRequest({ input: "hi", instructions: "be brief" }).messages).toEqual([
      { role: "system", content: "be brief" },
      { role: "user", content: "hi" },
    ]);
  });

  it("reads what Codex sends: developer items, reasoning, a call and its output, in one conversation", () => {
    const request = openaiResponses.parseRequest({
      model: "my-model",
      stream: true,
      input: [
        {
          type: "message",
          id: "msg_1",
          role: "developer",
          content: [{ type: "input_text", text: "base" }],
        },
        { type: "message", id: "msg_2", role: "user", content: [{ type: "input_text", text: "first" }] },
        {
          type: "reasoning",
          id: "rs_1",
          summary: [{ type: "summary_text", text: "T1" }],
          content: null,
          encrypted_content: "x",
        },
        {
          type: "message",
          status: "completed",
          id: "msg_3",
          role: "assistant",
          content: [{ type: "output_text", text: "A", annotations: [], logprobs: [] }],
        },
        {
          type: "function_call",
          id: "fc_1",
          name: "exec_command",
          arguments: '{"cmd": "ls"}',
          call_id: "call_1",
        },
        {
          type: "function_call",
          id: "fc_2",
          name: "spawn",
          namespace: "multi_agent_v1",
          arguments: "{}",
          call_id: "call_2",
        },
        { type: "function_call_output", id: "fco_1", call_id: "call_1", output: "Chunk ID: 1" },
      ],
      tool_choice: "auto",
      parallel_tool_calls: true,
      reasoning: { summary: "auto" },
      store: false,
      include: ["reasoning.encrypted_content"],
      client_metadata: { session_id: "s1" },
    });
    expect(request.messages).toEqual([
      { role: "system", content: "base" },
      { role: "user", content: "first" },
      {
        role: "assistant",
        content: "A",
        reasoning_content: "T1",
        tool_calls: [
          {
            type: "function",
            id: "call_1",
            function: { name: "exec_command", arguments: { cmd: "ls" } },
            arguments_text: '{"cmd": "ls"}',
          },
          {
            type: "function",
            id: "call_2",
            function: { name: "multi_agent_v1__spawn", arguments: {} },
            arguments_text: "{}",
          },
        ],
      },
      { role: "tool", content: "Chunk ID: 1", tool_call_id: "call_1" },
    ]);
    expect(request.sessionHints.metadataSessionId).toBe("s1");
    expect(request.facts).toMatchObject({ parallel_tool_calls: true, reasoning: { summary: "auto" } });
  });

  it("begins a new answer where an item could not follow in the same one", () => {
    const text = (value: string) => ({ role: "assistant", content: value });
    const call = { type: "function_call", name: "f", arguments: "{}", call_id: "c" };
    const { messages } = openaiResponses.parseRequest({
      input: [text("a"), text("b"), call, { type: "reasoning", summary: [] }, text("c")],
    });
    expect(messages.map((message) => [message.content, message.tool_calls?.length ?? 0])).toEqual([
      ["a", 0],
      ["b", 1],
      ["c", 0],
    ]);
  });

  it("tells answers apart by the ids of their items, as after a stream that Codex saw break off", () => {
    const thought = (key: string) => ({
      type: "reasoning",
      id: `rs_resp_${key.repeat(32)}`,
      summary: [{ type: "summary_text", text: "One line." }],
    });
    const text = { type: "message", id: `msg_resp_${"b".repeat(32)}`, role: "assistant", content: "Now." };
    const call = { type: "function_call", name: "f", arguments: "{}", call_id: `call_${"b".repeat(32)}_0` };
    const read = (...input: JsonValue[]) =>
      openaiResponses
        .parseRequest({ input })
        .messages.map((message) => [
          message.reasoning_content ?? "",
          message.content,
          message.tool_calls?.length ?? 0,
        ]);
    expect(read(thought("a"), thought("b"), text, call)).toEqual([
      ["One line.", "", 0],
      ["One line.", "Now.", 1],
    ]);
    expect(read({ ...text, id: `msg_resp_${"a".repeat(32)}` }, call)).toEqual([
      ["", "Now.", 0],
      ["", "", 1],
    ]);
    expect(read({ ...text, id: "msg_3" }, call)).toEqual([["", "Now.", 1]]);
  });

  it("offers functions, those of namespaces and custom tools, and names the kinds that it cannot", () => {
    const { tools, facts } = openaiResponses.parseRequest({
      input: [
        {
          type: "additional_tools",
          role: "developer",
          tools: [{ type: "function", name: "late", parameters: { type: "object" } }],
        },
        { role: "user", content: "x" },
      ],
      tools: [
        {
          type: "namespace",
          name: "agents",
          tools: [{ type: "function", name: "spawn", description: "d", parameters: { type: "object" } }],
        },
        { type: "custom", name: "apply_patch", format: { type: "grammar" } },
        { type: "web_search" },
      ],
    });
    expect(tools).toMatchObject([
      { function: { name: "agents__spawn", description: "d" } },
      { function: { name: "apply_patch", parameters: { required: ["input"] } } },
      { function: { name: "late" } },
    ]);
    expect(facts.tools_not_offered).toEqual(["web_search"]);
  });

  it("reads of a call to another server what the client said, and keeps as it came what only that server knows", () => {
    const input: JsonValue[] = [
      { role: "user", content: "Hi" },
      { type: "item_reference", id: "rs_1" },
      { type: "compaction", encrypted_content: "gAAAA" },
      { type: "compaction_trigger" },
    ];
    const request = openaiResponses.parseRequest(
      { input, previous_response_id: "resp_1" },
      { media: "placeholder", forwarded: true },
    );
    expect(request.messages).toEqual([
      { role: "user", content: "Hi" },
      { role: "assistant", content: "", opaque: [input[1], input[2]] },
    ]);
    expect(request.responseState?.compacted).toBe(true);
    expect(request.lacksReferences).toBe(false);
  });

  it.each<[string, JsonValue, string]>([
    ["no input", { model: "m" }, "input is missing"],
    ["an empty input", { input: [] }, "input must hold at least one item"],
    ["a number", { input: 4 }, "input must be a string or a list of items"],
    [
      "an unknown role",
      { input: [{ role: "robot", content: "x" }] },
      'input[0].role is "robot"; accepted are system, developer, user, assistant',
    ],
    [
      "an unknown item",
      { input: [{ type: "computer_call", id: "x" }] },
      'input[0].type is "computer_call"; accepted are message, reasoning, function_call, function_call_output, custom_tool_call, custom_tool_call_output, local_shell_call, local_shell_call_output, additional_tools, item_reference, compaction, compaction_trigger',
    ],
    [
      "a conversation that is only named",
      { input: "x", conversation: "conv_1" },
      "conversation must be absent: there are no conversations by id, send previous_response_id, or the whole input with store: false",
    ],
    [
      "an image",
      { input: [{ role: "user", content: [{ type: "input_image", image_url: "data:" }] }] },
      'input[0].content[0] is of type "input_image": media is not recorded. Send text, or set TURNTREE_MEDIA=placeholder to keep a placeholder in its place.',
    ],
  ])("refuses %s", (_name, body, sentence) => {
    expect(refusal(body)).toBe(sentence);
  });
});

describe("answering Responses", () => {
  const request = openaiResponses.parseRequest({
    input: "x",
    tools: [
      { type: "namespace", name: "ns", tools: [{ type: "function", name: "f" }] },
      { type: "custom", name: "patch" },
    ],
  });
  const calling: CallReply = {
    ...EXAMPLE_REPLY,
    message: {
      role: "assistant",
      content: "",
      tool_calls: [
        { type: "function", id: "c1", function: { name: "ns__f", arguments: {} }, arguments_text: "{}" },
        { type: "function", id: "c2", function: { name: "patch", arguments: { input: "+ a" } } },
      ],
    },
  };

  it("gives calls back as the kind of tool that was offered", () => {
    expect(openaiResponses.formatReply(calling, request).output).toEqual([
      {
        id: "fc_c1",
        type: "function_call",
        status: "completed",
        call_id: "c1",
        name: "f",
        namespace: "ns",
        arguments: "{}",
      },
      {
        id: "ctc_c2",
        type: "custom_tool_call",
        status: "completed",
        call_id: "c2",
        name: "patch",
        input: "+ a",
      },
    ]);
  });

  it("says incomplete when the answer was cut", () => {
    expect(openaiResponses.formatReply({ ...TEXT_REPLY, finishReason: "length" }, request)).toMatchObject({
      status: "incomplete",
      incomplete_details: { reason: "max_output_tokens" },
    });
  });

  it("sends each item from its beginning to its end, then the whole response", () => {
    const stream = openaiResponses.openStream(request, { id: "r", created: 1, promptIds: new Int32Array(1) });
    const call = calling.message.tool_calls?.[0];
    if (call === undefined) throw new Error("the example has calls");
    const text = [
      stream.open(),
      stream.delta({ type: "content", text: "a" }),
      stream.delta({ type: "tool_call", index: 0, call }),
      stream.close(calling),
    ].join("");
    expect(eventNames(text)).toEqual([
      "response.created",
      "response.in_progress",
      "response.output_item.added",
      "response.content_part.added",
      "response.output_text.delta",
      "response.output_text.done",
      "response.content_part.done",
      "response.output_item.done",
      "response.output_item.added",
      "response.function_call_arguments.delta",
      "response.function_call_arguments.done",
      "response.output_item.done",
      "response.completed",
    ]);
    const numbers = [...text.matchAll(/"sequence_number":(\d+)/g)].map((match) => Number(match[1]));
    expect(numbers).toEqual([...numbers.keys()]);
  });
});
