"""Pages of the accounts: coming in and going out, oneself, and everybody for administrators."""
