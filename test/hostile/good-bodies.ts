/** A route that takes a body, and bodies that it answers. */
export interface PostedRoute {
  readonly path: string;
  readonly shape: "openai" | "anthropic" | "api" | "jsonrpc";
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

const SAID = { producer: "judge", at: 1_790_000_000_000 };

const ANNOTATIONS = [
  [
    { ...SAID, kind: "comment", value: "Well." },
    { ...SAID, kind: "score:taste", value: 0.5 },
  ],
  [{ ...SAID, kind: "label", value: "odd" }],
  [{ ...SAID, kind: "attachment", value: { name: "log", text: "…", media_type: "text/plain" } }],
  [{ ...SAID, kind: "entropy", turn: 1, start: 0, values: [0.5, 1] }],
  [{ ...SAID, kind: "teacher_logprob", turn: 1, top: { k: 1, ids: [1, 2], log_probs: [-1, -2] } }],
  [{ ...SAID, kind: "outcome", value: "failed:sandbox" }],
];

const OF_LINES = [[{ ...SAID, kind: "consumed", digest: "0".repeat(64), value: { step: 1 } }]];

/** A sample that is waited for would hold its case up. */
const FEED = [
  { run: "r7", limit: 2, lease_s: 1 },
  {
    run: "r7",
    filter: "reward:>0",
    format: "slime",
    include: ["open", "unrewarded"],
    weights: "W1",
    max_staleness: 3,
  },
];

const ACK = [
  { step: 1, weights: "W2", leases: ["none"], released: [] },
  { step: 2, leases: [] },
];

const VIEWS = [
  { session: "s", sentence: "Here it is lost.", turn: 1, from: 0, to: 2, policy: "strict" },
  { session: "s", sentence: "The question.", message: 0 },
];

const REPORTS = [
  { text: "# Step 61\n\nIt lost [this](turntree:s/1/0-2#0123456789abcdef), as <b>that</b> did." },
  { title: "Step 61", text: "| a | b |\n|---|---|\n| 1 | ~2~ |\n\n> - [x][y]\n\n[y]: turntree:s/1/0-2#0" },
];

const ENGINES = [
  {
    model: "judge",
    engine: "sim",
    urls: ["http://127.0.0.1:1"],
    tokenizer: "qwen3",
    tool_parser: "auto",
    lora_path: "/adapters/a",
    context_tokens: 4096,
    trains: false,
  },
];

const MCP = [
  { jsonrpc: "2.0", id: 1, method: "tools/list" },
  {
    jsonrpc: "2.0",
    id: 2,
    method: "tools/call",
    params: { name: "find_sessions", arguments: { filter: "turns:>0", sort: "turns", order: "asc" } },
  },
  {
    jsonrpc: "2.0",
    id: 3,
    method: "tools/call",
    params: {
      name: "read_tokens",
      arguments: { session: "none", turn: 1, from: 0, to: 9, policy: "strict" },
    },
  },
  {
    jsonrpc: "2.0",
    id: 4,
    method: "tools/call",
    params: { name: "annotate", arguments: { session: "none", kind: "comment", value: "Look.", turn: 1 } },
  },
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
    { path: "/api/sessions/{id}/annotations", shape: "api", type: "text/jsonl", bodies: ANNOTATIONS },
    { path: "/api/annotations", shape: "api", type: "text/jsonl", bodies: OF_LINES },
    { path: "/api/engines", shape: "api", type: JSON_TYPE, bodies: one(ENGINES) },
    { path: "/api/engines/{model}/drain", shape: "api", type: JSON_TYPE, bodies: [[{ draining: false }]] },
    { path: "/api/feed", shape: "api", type: JSON_TYPE, bodies: one(FEED) },
    { path: "/api/feed/ack", shape: "api", type: JSON_TYPE, bodies: one(ACK) },
    { path: "/api/view", shape: "api", type: JSON_TYPE, bodies: one(VIEWS) },
    { path: "/api/reports", shape: "api", type: JSON_TYPE, bodies: one(REPORTS) },
    { path: "/api/mcp", shape: "jsonrpc", type: JSON_TYPE, bodies: one(MCP) },
    { path: "/api/import", shape: "api", type: "text/jsonl", bodies: [recording] },
    {
      path: "/login",
      shape: "api",
      type: "application/x-www-form-urlencoded",
      bodies: one([{ token: "wrong" }]),
    },
  ];
}
