/** From the English template to its translation, in ICU MessageFormat: https://unicode-org.github.io/icu/userguide/format_parse/messages/ */
export type Catalogue = Readonly<Record<string, string>>;
