import {
  BaseRenderer,
  RendererThemeProvider,
  useBuildForm,
  useRendererQueryClient,
} from '@aehrc/smart-forms-renderer';
import { QueryClientProvider } from '@tanstack/react-query';
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';

function Form() {
  const client = useRendererQueryClient();
  const isBuilding = useBuildForm({ questionnaire: FORM });
  return createElement(
    RendererThemeProvider,
    null,
    createElement(QueryClientProvider, { client }, isBuilding ? null : createElement(BaseRenderer)),
  );
}

createRoot(document.getElementById('form')).render(createElement(Form));
