import { keyCookie } from "@/lib/recorder/keys/key-cookie";

/** Forgets the key that the login kept in this browser, and leads back to the login. Whoever has none may ask too. */
export function logOut(request: Request): Response {
  const headers = { location: "/login", "set-cookie": keyCookie(null, request) };
  return new Response(null, { status: 303, headers });
}
