import { LoginForm } from "@/components/shell/login-form";

export default function RefusedPage() {
  return <LoginForm refused />;
}
