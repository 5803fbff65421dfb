"""The page of rules (免疫规则), under 系统: which hold, which a county sends, who changes, and the confirmation."""
