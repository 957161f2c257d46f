const said = new Set([
  'text',
  'fallback',
  'title',
  'title_link',
  'pretext',
  'value',
  'url',
  'from_url',
  'name',
]);

/** Everything that a message says, also where monitoring put it into blocks and attachments; a line each. */
export function textIn(message: unknown): string {
  const lines = new Set<string>();
  walk(message, lines, 0);
  return [...lines].join('\n');
}

function walk(value: unknown, lines: Set<string>, depth: number): void {
  // Slack nests no deeper; whoever made something up does not keep the bot busy.
  if (depth > 12 || lines.size > 200) return;
  if (Array.isArray(value)) {
    for (const item of value) walk(item, lines, depth + 1);
    return;
  }
  if (typeof value !== 'object' || value === null) return;
  for (const [key, inner] of Object.entries(value)) {
    if (typeof inner !== 'string') walk(inner, lines, depth + 1);
    else if (said.has(key) && inner.trim() !== '') lines.add(inner);
  }
}
