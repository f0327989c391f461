/** The one model there is, with its context length in tokens, in a list that reads as OpenAI's and as Anthropic's at once. */
export function modelList(model: string, contextTokens: number): Response {
  return Response.json({
    object: "list",
    data: [
      {
        id: model,
        object: "model",
        type: "model",
        display_name: model,
        created: 0,
        created_at: new Date(0).toISOString(),
        owned_by: "turntree",
        max_model_len: contextTokens,
      },
    ],
    has_more: false,
    first_id: model,
    last_id: model,
  });
}
