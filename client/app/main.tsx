import '@fontsource-variable/inter/index.css';
import '../theme.css';
import '../ui/ui.css';
import '../floor/floor.css';
import '../floor/density.css';
import './app.css';
import { RouterProvider } from '@tanstack/react-router';
import { createRoot } from 'react-dom/client';
import { IconSheet } from '../ui/icon.tsx';
import { router } from './router.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no root');
createRoot(root).render(
  <>
    <IconSheet />
    <RouterProvider router={router} />
  </>,
);
