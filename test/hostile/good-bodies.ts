/** A route that takes a body, and bodies that it answers. */
export interface PostedRoute {
  readonly path: string;
  readonly shape: "openai" | "anthropic" | "api";
  readonly type: string;
  readonly bodies: readonly (readonly object[])[];
}

const JSON_TYPE = "application/json";

const FUNCTION = {
  type: "function",
  function: {
    name: "read_file",
    description: "Reads a file.",
    parameters: { type: "object", properties: { path: { type: "string" } }, required: ["path"] },
  },
};

const CHAT = [
  { model: "m", max_tokens: 4, messages: [{ role: "user", content: "Hello." }] },
  {
    model: "m",
    max_completion_tokens: 4,
    temperature: 0.5,
    stop: ["\n\n"],
    stream: true,
    stream_options: { include_usage: true },
    tools: [FUNCTION],
    tool_choice: "auto",
    messages: [
      { role: "system", content: "Be brief." },
      { role: "user", content: [{ type: "text", text: "Read a.txt." }] },
      {
        role: "assistant",
        content: null,
        tool_calls: [
          { id: "call_1", type: "function", function: { name: "read_file", arguments: '{"path":"a"}' } },
        ],
      },
      { role: "tool", tool_call_id: "call_1", content: "Nothing." },
    ],
  },
  {
    max_tokens: 4,
    logprobs: true,
    top_logprobs: 2,
    seed: 7,
    logit_bias: { 5: -1 },
    n: 1,
    response_format: { type: "json_schema", json_schema: { name: "a", schema: { type: "object" } } },
    messages: [{ role: "user", content: "Say it in JSON." }],
  },
];

const RESPONSES = [
  { model: "m", max_output_tokens: 4, input: "Hello." },
  {
    max_output_tokens: 4,
    instructions: "Be brief.",
    stream: true,
    store: false,
    reasoning: { effort: "low" },
    tools: [{ type: "function", name: "add", parameters: { type: "object", properties: {} }, strict: false }],
    input: [
      { type: "message", role: "user", content: [{ type: "input_text", text: "Add." }] },
      { type: "function_call", call_id: "c1", name: "add", arguments: "{}" },
      { type: "function_call_output", call_id: "c1", output: "3" },
    ],
  },
];

const MESSAGES = [
  { model: "m", max_tokens: 4, messages: [{ role: "user", content: "Hello." }] },
  {
    model: "m",
    max_tokens: 4,
    stream: true,
    system: [{ type: "text", text: "Be brief.", cache_control: { type: "ephemeral" } }],
    tools: [{ name: "add", description: "Adds.", input_schema: { type: "object", properties: {} } }],
    tool_choice: { type: "auto" },
    metadata: { user_id: "u" },
    thinking: { type: "enabled", budget_tokens: 1024 },
    messages: [
      { role: "user", content: [{ type: "text", text: "Add." }] },
      { role: "assistant", content: [{ type: "tool_use", id: "t1", name: "add", input: {} }] },
      {
        role: "user",
        content: [{ type: "tool_result", tool_use_id: "t1", content: [{ type: "text", text: "3" }] }],
      },
    ],
  },
];

const OPENING = [
  {
    index: 1,
    group_index: 2,
    rollout_id: "r",
    label: { any: [1] },
    prompt: [{ role: "user", content: "Hello." }],
    sampling_defaults: { temperature: 0.5, max_tokens: 4 },
    max_context_tokens: 4096,
    max_turns: 3,
    policy: { name: "strict", train_once: false },
    labels: { team: "a" },
    metadata: { deep: { er: [1] } },
  },
];

const FINISH = [
  { reward: 1, metadata: { note: "done" }, policy: "slime" },
  { reward: { style: 0.5 }, leaf_rewards: { 1: 0.5 } },
];

const one = (bodies: readonly object[]) => bodies.map((body) => [body]);

/** @param recording lines of a `turns.jsonl`, to be imported. */
export function postedRoutes(recording: readonly object[]): readonly PostedRoute[] {
  const calls = (base: string): readonly PostedRoute[] => [
    { path: `${base}/v1/chat/completions`, shape: "openai", type: JSON_TYPE, bodies: one(CHAT) },
    { path: `${base}/v1/responses`, shape: "openai", type: JSON_TYPE, bodies: one(RESPONSES) },
    { path: `${base}/v1/responses/compact`, shape: "openai", type: JSON_TYPE, bodies: one(RESPONSES) },
    { path: `${base}/v1/responses/input_tokens`, shape: "openai", type: JSON_TYPE, bodies: one(RESPONSES) },
    { path: `${base}/v1/messages`, shape: "anthropic", type: JSON_TYPE, bodies: one(MESSAGES) },
    { path: `${base}/v1/messages/count_tokens`, shape: "anthropic", type: JSON_TYPE, bodies: one(MESSAGES) },
  ];
  return [
    ...calls("/k/{key}"),
    ...calls("/s/{session}"),
    ...calls(""),
    { path: "/api/sessions", shape: "api", type: JSON_TYPE, bodies: one(OPENING) },
    { path: "/api/sessions/{id}/finish", shape: "api", type: JSON_TYPE, bodies: one(FINISH) },
    { path: "/api/import", shape: "api", type: "text/jsonl", bodies: [recording] },
    {
      path: "/login",
      shape: "api",
      type: "application/x-www-form-urlencoded",
      bodies: one([{ token: "wrong" }]),
    },
  ];
}
