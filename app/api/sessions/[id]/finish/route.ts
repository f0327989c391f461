import { sessionPolicy } from "@/lib/core/session-policy";
import { exportSession } from "@/lib/export/export-session";
import { manage } from "@/lib/recorder/manage";
import { readBody } from "@/lib/recorder/read-body";
import { serverPolicy } from "@/lib/recorder/server-policy";

interface Context {
  readonly params: Promise<{ readonly id: string }>;
}

/** Finishes a session and answers its samples in slime's shape; `reason` says why there are none. */
export function POST(request: Request, { params }: Context): Promise<Response> {
  return manage(request, async ({ recorder, store, model, settings }) => {
    const { id } = await params;
    const session = await recorder.finish(id, await readBody(request, settings.bodyLimitBytes));
    const { lines, reason } = exportSession({
      session,
      recording: await store.readRecording(id),
      turnDigests: await store.readDigests(id),
      policy: sessionPolicy(session, { policy: null, overrides: {} }, serverPolicy(settings)),
      format: "slime",
      reward: null,
      decode: (ids) => model.decode(ids),
      signingKey: settings.signingKey,
    });
    const samples = `[${[...lines].join(",")}]`;
    const why = reason === null ? "" : `,"reason":${JSON.stringify(reason)}`;
    return new Response(`{"samples":${samples}${why}}`, { headers: { "content-type": "application/json" } });
  });
}
