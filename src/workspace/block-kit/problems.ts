import type { z } from 'zod';

/** Where blocks are shown. */
export type Surface = 'message' | 'modal' | 'home';

/** One thing that Slack would refuse, as `blocks.validate` and `response_metadata.messages` word it. */
export interface BlockProblem {
  /** JSON pointer from the array of blocks: `/0/text/text`. */
  readonly pointer: string;
  readonly code: string;
  readonly message: string;
}

const pointerOf = (path: readonly PropertyKey[]): string => path.map((step) => `/${String(step)}`).join('');

export const problem = (
  path: readonly PropertyKey[],
  message: string,
  code = 'failed_constraint',
): BlockProblem => ({
  pointer: pointerOf(path),
  code,
  message,
});

/** Slack's words for zod's issues. */
export function problemsOf(issue: z.core.$ZodIssue, value: unknown): BlockProblem[] {
  const { path } = issue;
  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((key) => problem(path, `invalid additional property: ${key}`));
    case 'invalid_union':
      return problemsOfUnion(issue, value);
    case 'too_big':
      return issue.origin === 'string'
        ? [problem(path, `must be less than ${Number(issue.maximum) + 1} characters`)]
        : issue.origin === 'array'
          ? [problem(path, `no more than ${issue.maximum} items allowed`)]
          : [problem(path, `must be less than or equal to ${issue.maximum}`)];
    case 'too_small':
      return issue.origin === 'string'
        ? [problem(path, `must be more than ${Number(issue.minimum) - 1} characters`)]
        : issue.origin === 'array'
          ? [problem(path, `no fewer than ${issue.minimum} items allowed`)]
          : [problem(path, `must be greater than or equal to ${issue.minimum}`)];
    case 'invalid_value':
      return at(value, path) === undefined
        ? [problem(path.slice(0, -1), `missing required field: ${String(path.at(-1))}`)]
        : [problem(path, `must be a valid enum value`)];
    case 'invalid_type':
      return at(value, path) === undefined
        ? [problem(path.slice(0, -1), `missing required field: ${String(path.at(-1))}`)]
        : [problem(path, `must provide ${/^[aeio]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`)];
    case 'invalid_format':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return [problem(path, issue.message)];
    default:
      return issue satisfies never;
  }
}

function problemsOfUnion(issue: z.core.$ZodIssueInvalidUnion, value: unknown): BlockProblem[] {
  // A union by `type` fails on the type alone; other unions have one list of issues for each alternative.
  if (issue.errors.length > 0 || issue.discriminator === undefined) {
    return [problem(issue.path, 'failed to match all allowed schemas')];
  }
  const found = at(value, issue.path);
  const type = typeof found === 'object' && found !== null && 'type' in found ? found.type : undefined;
  if (issue.path.at(-1) !== 'type') {
    return type === undefined
      ? [problem(issue.path, 'missing required field: type')]
      : [problem([...issue.path, 'type'], `unsupported type: ${wording(type)}`)];
  }
  return found === undefined
    ? [problem(issue.path.slice(0, -1), 'missing required field: type')]
    : [problem(issue.path, `unsupported type: ${wording(found)}`)];
}

function at(value: unknown, path: readonly PropertyKey[]): unknown {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null) return undefined;
    here = Reflect.get(here, step);
  }
  return here;
}

const wording = (type: unknown): string => (typeof type === 'string' ? type : JSON.stringify(type));
