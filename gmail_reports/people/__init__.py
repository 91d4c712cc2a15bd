"""The words of a person cell ("Đ.c Tú", "BGH", "Tổ KHTN") as people of the staff list, or a question."""
