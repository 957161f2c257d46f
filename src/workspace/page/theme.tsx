import { useState } from 'preact/hooks';

const themes = ['system', 'light', 'dark'] as const;
const inEnglish = { system: 'System theme', light: 'Light', dark: 'Dark' } as const;
type Theme = (typeof themes)[number];

const stored = (): Theme => themes.find((theme) => theme === localStorage.getItem('theme')) ?? 'system';

/** Before anything is drawn, so that a dark page does not flash white. */
export function applyTheme(theme: Theme = stored()): void {
  document.documentElement.dataset['theme'] = theme;
}

interface SwitchProps {
  readonly label?: string;
  readonly names?: Readonly<Record<Theme, string>>;
}

export function ThemeSwitch({ label = 'Theme', names = inEnglish }: SwitchProps) {
  const [theme, setTheme] = useState(stored);
  const choose = (next: Theme) => {
    localStorage.setItem('theme', next);
    applyTheme(next);
    setTheme(next);
  };
  return (
    <label class="theme">
      <span class="unseen">{label}</span>
      <select
        value={theme}
        onChange={({ currentTarget: { value } }) => choose(themes.find((one) => one === value) ?? 'system')}
      >
        {themes.map((one) => (
          <option key={one} value={one}>
            {names[one]}
          </option>
        ))}
      </select>
    </label>
  );
}
