import type { Settings } from "@/lib/settings/settings";

/** Where people and clients reach this server: as the settings say, else as the caller reached it, a proxy's word included. */
export function publicOrigin({ publicUrl }: Pick<Settings, "publicUrl">, request: Request): string {
  if (publicUrl !== null) return publicUrl;
  const url = new URL(request.url);
  const host = request.headers.get("x-forwarded-host") ?? request.headers.get("host") ?? url.host;
  const scheme = request.headers.get("x-forwarded-proto") ?? url.protocol.replace(":", "");
  return `${scheme}://${host}`;
}
