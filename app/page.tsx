import { type ListAddress, SessionsScreen } from "./sessions/sessions-screen";

export default function HomePage(address: ListAddress) {
  return <SessionsScreen {...address} />;
}
