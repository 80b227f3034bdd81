// Example commands for views that are still empty.
export function curlExample(now) {
  const key = now.keys ? ` \\\n  -H 'Authorization: Bearer <virtual key>'` : '';
  return `curl ${location.origin}/v1/chat/completions${key} \\\n  -H 'Content-Type: application/json' \\\n  -d '{"model": "auto", "messages": [{"role": "user", "content": "hello"}]}'`;
}
