import { useEffect, useState } from 'preact/hooks';

const themes = ['system', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

const stored = (): Theme => themes.find((theme) => theme === localStorage.getItem('theme')) ?? 'system';

export function ThemeSwitch() {
  const [theme, setTheme] = useState(stored);
  useEffect(() => {
    localStorage.setItem('theme', theme);
    document.documentElement.dataset['theme'] = theme;
  }, [theme]);
  return (
    <label class="theme">
      Theme{' '}
      <select
        value={theme}
        onChange={({ currentTarget: { value } }) => setTheme(themes.find((one) => one === value) ?? 'system')}
      >
        {themes.map((one) => (
          <option key={one}>{one}</option>
        ))}
      </select>
    </label>
  );
}
