import type { Method } from './answer.ts';
import { authMethods } from './auth.ts';
import { chatMethods } from './chat.ts';
import { conversationMethods } from './conversations.ts';
import { fileMethods } from './files.ts';
import { otherMethods } from './other.ts';
import { peopleMethods } from './people.ts';
import { reactionMethods } from './reactions.ts';
import { viewMethods } from './views.ts';

/** Every method that this workspace answers; Slack's `unknown_method` is its answer to all others. */
export const methods: ReadonlyMap<string, Method> = new Map(
  [
    ...authMethods,
    ...chatMethods,
    ...conversationMethods,
    ...fileMethods,
    ...otherMethods,
    ...peopleMethods,
    ...reactionMethods,
    ...viewMethods,
  ].map((method) => [method.name, method]),
);
