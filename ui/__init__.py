"""The desk in the browser: the only Streamlit code beside app.py."""
