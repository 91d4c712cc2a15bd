"""The words of a time cell ("Tháng 10/2023", "Quý I", "trước Tết") as days, or a question."""
