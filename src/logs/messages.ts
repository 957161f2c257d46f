import type { LogLine } from '../report/logs.ts';
import type { Blocks } from './blocks.ts';
import type { Kind } from './kinds.ts';

export interface Messages {
  take(line: LogLine): void;
  /** Nothing comes after it that could belong to what came last. */
  end(): void;
}

/**
 * The lines that say something of their own: not those within a stack trace, and the two lines of .NET's console logger,
 * which writes who speaks above what is said, as one.
 */
export function createMessages(
  kindOf: (text: string) => Kind,
  blocks: Blocks,
  count: (kind: Kind, line: LogLine) => void,
): Messages {
  const categories = new Map<LogLine['stream'], { kind: Kind; line: LogLine }>();

  function take(line: LogLine): void {
    const kind = kindOf(line.text);
    const isPart = blocks.take(line, kind);
    if (kind.role === 'blank') return;
    const category = categories.get(line.stream);
    if (category !== undefined) {
      categories.delete(line.stream);
      if (kind.role === 'indented') {
        const whole = `${category.line.text} ${line.text.trim()}`;
        count(kindOf(whole), { ...line, text: whole });
        return;
      }
      count(category.kind, category.line);
    }
    if (kind.role === 'category') categories.set(line.stream, { kind, line });
    else if (!isPart && tellsSomething(kind)) count(kind, line);
  }

  function end(): void {
    for (const { kind, line } of categories.values()) count(kind, line);
    categories.clear();
  }

  return { take, end };
}

function tellsSomething({ role }: Kind): boolean {
  return role !== 'frame' && role !== 'opening' && role !== 'site';
}
