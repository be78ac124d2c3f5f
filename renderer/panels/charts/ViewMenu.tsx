/** The list beside a chart or a table of figures from which a person picks what is shown. */
export function ViewMenu<K extends string>({
  label,
  prefix,
  views,
  chosen,
  choose,
}: {
  label: string;
  /** Of the buttons' test names. */
  prefix: string;
  views: readonly { readonly key: K; readonly title: string }[];
  chosen: K;
  choose: (key: K) => void;
}) {
  return (
    <nav className="chart-list" aria-label={label}>
      {views.map(({ key, title }) => (
        <button
          type="button"
          key={key}
          aria-current={key === chosen ? 'page' : undefined}
          data-testid={`${prefix}-${key}`}
          onClick={() => choose(key)}
        >
          {title}
        </button>
      ))}
    </nav>
  );
}
