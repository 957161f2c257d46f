import { parseArgs } from 'node:util';

/** What to do, or what to say instead and how to end. */
export type DemoOptions =
  | { readonly kind: 'run'; readonly once: boolean }
  | { readonly kind: 'said'; readonly text: string; readonly code: number };

const HELP = `npm run demo [-- --once]

Starts Ferryman with a workspace like Slack of its own, on this machine only. It asks for the diagnosis of this machine and of a
recorded host, hz-shop, and for the log of a container of another recorded host, hz-api; prints the answers; and leaves the
workspace open in your browser until Ctrl-C, so that you can ask yourself. It reads no configuration and no token.

  --once       end when the three answers are printed
  -h, --help   this text`;

export function demoOptions(args: readonly string[]): DemoOptions {
  try {
    const options = { once: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } } as const;
    const { values } = parseArgs({ args: [...args], options });
    if (values.help === true) return { kind: 'said', text: HELP, code: 0 };
    return { kind: 'run', once: values.once === true };
  } catch (error) {
    const [mistake] = (error instanceof Error ? error.message : String(error)).split('. ');
    return { kind: 'said', text: `${mistake}.\nSee: npm run demo -- --help`, code: 2 };
  }
}
