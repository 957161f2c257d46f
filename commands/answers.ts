import type {
  App,
  BlockButtonAction,
  Middleware,
  SlackActionMiddlewareArgs,
  SlackCommandMiddlewareArgs,
} from '@slack/bolt';

type OnCommand = Middleware<SlackCommandMiddlewareArgs>;
type OnButton = Middleware<SlackActionMiddlewareArgs<BlockButtonAction>>;

/** What this bot answers to: registered with Bolt, and kept, because all that is none of it is unknown. */
export interface Answers {
  toCommand(name: string, answer: OnCommand): void;
  /** By its id, or by what ids of several begin with: a prefix ends with `_`. */
  toButton(id: string, answer: OnButton): void;
  /** Last of all. Bolt runs every listener that matches, so the patterns leave out what is known. */
  toOthers(answers: { readonly command: OnCommand; readonly button: OnButton }): void;
}

export function createAnswers(app: Pick<App, 'command' | 'action'>): Answers {
  const commands: string[] = [];
  const buttons: string[] = [];
  return {
    toCommand(name, answer) {
      commands.push(`${name}$`);
      app.command(name, answer);
    },
    toButton(id, answer) {
      const isPrefix = id.endsWith('_');
      buttons.push(isPrefix ? id : `${id}$`);
      app.action<BlockButtonAction>(isPrefix ? new RegExp(`^${id}`) : id, answer);
    },
    toOthers({ command, button }) {
      app.command(except(commands), command);
      app.action<BlockButtonAction>(except(buttons), button);
    },
  };
}

function except(known: readonly string[]): RegExp {
  return new RegExp(`^(?!${known.join('|')})`);
}
