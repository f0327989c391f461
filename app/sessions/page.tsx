import type { Metadata } from "next";
import { type ListAddress, SessionsScreen } from "./sessions-screen";

export const metadata: Metadata = { title: "Sessions" };

export default function SessionsPage(address: ListAddress) {
  return <SessionsScreen {...address} />;
}
