import { LoginForm } from "@/components/sessions/login-form";

export default function RefusedPage() {
  return <LoginForm refused />;
}
