/** What a content security policy allows under a directive, as it is written; undefined where it says nothing of it. */
export function policySources(policy: string, directive: string): string | undefined {
  return new RegExp(`(?:^|[;,])\\s*${directive}\\s([^;,]*)`).exec(policy)?.[1];
}
