export const accounts = {
  username: 'Username',
  email: 'E-mail',
  password: 'Password',
  newPassword: 'New password',
  bio: 'About you',
  signIn: {
    title: 'Sign in',
    action: 'Sign in',
    busy: 'Signing in',
    other: 'No account yet?',
    otherAction: 'Sign up',
  },
  signUp: {
    title: 'Sign up',
    lede: 'A name, an address and a password are all it takes.',
    closed: 'No new accounts are made at the moment. Everything can be read without one.',
    action: 'Sign up',
    busy: 'Signing up',
    other: 'Signed up before?',
    otherAction: 'Sign in',
    passwordHint: 'At least 8 characters. A few words make a good one.',
  },
} as const;
