import boundaries from 'eslint-plugin-boundaries'
import neostandard from 'neostandard'

// The rooms of the source, highest first: an import points into its own folder or down this list.
const LAYERS = [
  'server', 'cli', 'raise', 'routes', 'openapi', 'reference', 'classify', 'contract', 'response', 'client', 'types', 'catalog', 'messages', 'values'
]

export default [
  ...neostandard({ ts: true, ignores: ['**/dist/**', '**/node_modules/**', 'bench/results/**', '.tap/**'] }),
  {
    files: ['src/**/*.ts'],
    plugins: { boundaries },
    settings: {
      'boundaries/elements': [
        ...LAYERS.map(layer => ({ type: layer, pattern: `src/${layer}` })),
        { type: 'face', pattern: 'src' }
      ],
      'import/resolver': { typescript: { project: 'tsconfig.json' } }
    },
    rules: {
      'boundaries/no-unknown-files': 'error',
      'boundaries/no-unknown-dependencies': 'error',
      'boundaries/dependencies': ['error', {
        default: 'disallow',
        message: '{{from.element.types}} may not import {{to.element.types}}: imports point down the list of layers in eslint.config.js',
        policies: [
          { from: { element: { type: 'face' } }, allow: { to: { element: { type: ['face', ...LAYERS] } } } },
          ...LAYERS.map((layer, index) => ({ from: { element: { type: layer } }, allow: { to: { element: { type: LAYERS.slice(index) } } } }))
        ]
      }]
    }
  }
]
