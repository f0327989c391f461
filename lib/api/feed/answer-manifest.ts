import { managementCall } from "@/lib/api/management-call";
import { ManagementError } from "@/lib/api/management-error";
import { manifestsOf } from "@/lib/inspect/ledger/manifest";

/** `GET /api/manifest`: the manifest of some weights of a run, or those of all of its weights as JSON lines. */
export function answerManifest(request: Request): Promise<Response> {
  return managementCall(request, "read", async ({ store, settings }) => {
    const query = new URL(request.url).searchParams;
    const [run, weights] = [query.get("run") ?? "", query.get("weights")];
    const manifests = await manifestsOf(store.ledger, run, weights, settings.signingKey);
    if (weights === null) {
      const lines = manifests.map((manifest) => `${JSON.stringify(manifest)}\n`).join("");
      return new Response(lines, { headers: { "content-type": "text/jsonl; charset=utf-8" } });
    }
    const manifest = manifests.at(-1);
    if (manifest === undefined)
      throw new ManagementError(404, `The run "${run}" has trained no weights "${weights}".`);
    return Response.json(manifest);
  });
}
