import { mcpTool } from "@/lib/api/mcp/mcp-tool";
import { pointAt } from "@/lib/api/view/point-at";
import { viewBody } from "@/lib/api/view/view-body";
import { callersRequest, toldBy } from "./callers-request";

/** Points people at a place. */
export const showTool = mcpTool({
  name: "show",
  description:
    "Points the people who have pages open at a place of a session, with a sentence that says why. Pages whose reader " +
    "follows go there; the others only say so. Tokens [from, to) count in the turn's prompt and answer. Needs a key that may " +
    "change sessions.",
  isReadOnly: false,
  input: viewBody,
  async run(place, { request }) {
    return toldBy(await pointAt(callersRequest(request, "/api/view", place)));
  },
});
