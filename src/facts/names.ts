/** Addresses by name, as the host itself resolves it (nsswitch: hosts file, DNS…); empty where it resolves to nothing. */
export type Names = Readonly<Record<string, readonly string[]>>;
