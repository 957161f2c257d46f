/** Blocks arrive as JSON that the workspace has checked; these read it without trusting it. */

export type Json = Readonly<Record<string, unknown>>;

export const isJson = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

export const list = (value: unknown): readonly Json[] => (Array.isArray(value) ? value.filter(isJson) : []);

export const string = (value: unknown): string => (typeof value === 'string' ? value : '');

/** The words of a text object, or a string where Slack takes either. */
export const words = (value: unknown): string => (isJson(value) ? string(value['text']) : string(value));
